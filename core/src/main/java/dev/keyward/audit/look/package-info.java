/** Recognizes what a file is that is not a protector. */
package dev.keyward.audit.look;
