/** The messages of key protection (MS-KPS) and attestation (MS-HGSA). */
package dev.keyward.hgs.message;
