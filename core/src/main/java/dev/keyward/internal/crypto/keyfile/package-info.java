/** PKCS#12, PEM and PKCS#8 with a bound on what they may cost to open. */
package dev.keyward.internal.crypto.keyfile;
