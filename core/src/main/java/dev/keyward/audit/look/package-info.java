/** A look at a file that is no protector: what else it is. */
package dev.keyward.audit.look;
