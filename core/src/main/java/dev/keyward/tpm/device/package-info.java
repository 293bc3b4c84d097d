/** A host's own TPM: commands over its device or swtpm's socket, and its attestation key. */
@NullMarked
package dev.keyward.tpm.device;

import org.jspecify.annotations.NullMarked;
