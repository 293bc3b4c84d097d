/** PKCS#12, PEM and PKCS#8, with a limit on the work that a file can cause. */
@NullMarked
package dev.keyward.internal.crypto.pkcs;

import org.jspecify.annotations.NullMarked;
