/** Makes X.509 certificates, reads them strictly, and looks for their chains. */
@NullMarked
package dev.keyward.internal.crypto.certificate;

import org.jspecify.annotations.NullMarked;
