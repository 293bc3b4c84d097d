/** What a TPM signs and names, as values: public keys, quotes, credentials. */
@NullMarked
package dev.keyward.tpm.structure;

import org.jspecify.annotations.NullMarked;
