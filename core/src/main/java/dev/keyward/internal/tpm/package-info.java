/** The bytes of TPM structures and event logs: fields that are read within bounds, and written. */
@NullMarked
package dev.keyward.internal.tpm;

import org.jspecify.annotations.NullMarked;
