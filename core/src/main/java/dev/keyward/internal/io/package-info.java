/** Atomic files, owner-only permissions, locks. */
package dev.keyward.internal.io;
