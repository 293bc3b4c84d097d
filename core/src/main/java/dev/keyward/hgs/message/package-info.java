/** The messages of attestation: those of MS-HGSA, and Keyward's own about TPMs. */
@NullMarked
package dev.keyward.hgs.message;

import org.jspecify.annotations.NullMarked;
