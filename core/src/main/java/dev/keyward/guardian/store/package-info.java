/** The store: guardians under their names, with the trust decided and with locked keys. */
package dev.keyward.guardian.store;
