/**
 * The only reader of XML. It is hardened and streaming. It gives the content and the exclusive
 * canonical bytes of an element in the same pass, so that Keyward uses exactly what it verified.
 */
@NullMarked
package dev.keyward.internal.xml;

import org.jspecify.annotations.NullMarked;
