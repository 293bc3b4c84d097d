/** Files with keys and certificates, as other programs write them, and pairs of keys from them. */
package dev.keyward.guardian.keyfile;
