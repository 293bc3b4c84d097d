/** How a host proves itself with its TPM. */
@NullMarked
package dev.keyward.host.tpm;

import org.jspecify.annotations.NullMarked;
