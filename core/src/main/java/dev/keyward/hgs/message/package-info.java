/** The messages of key protection (MS-KPS) and attestation (MS-HGSA). */
@NullMarked
package dev.keyward.hgs.message;

import org.jspecify.annotations.NullMarked;
