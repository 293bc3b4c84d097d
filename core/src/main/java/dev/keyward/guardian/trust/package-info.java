/**
 * The decision to trust a guardian, and the store that keeps it. Both lie in one package because
 * nothing else may make a guardian trusted.
 */
package dev.keyward.guardian.trust;
