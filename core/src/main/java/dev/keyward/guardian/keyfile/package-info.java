/** Files with keys and certificates from other programs, and the pairs of keys in them. */
package dev.keyward.guardian.keyfile;
