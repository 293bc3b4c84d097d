/** The decision to trust a guardian of which only metadata is known. */
package dev.keyward.guardian.trust;
