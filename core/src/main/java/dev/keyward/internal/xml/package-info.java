/**
 * The one hardened XML reader. A single pass over a document gives its content and, beside it, the
 * exclusive canonical form of the part that signatures cover.
 */
package dev.keyward.internal.xml;
