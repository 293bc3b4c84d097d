/** PKCS#12, PEM and PKCS#8, with a limit on the work that a file can cause. */
package dev.keyward.internal.crypto.pkcs;
