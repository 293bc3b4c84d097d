/**
 * The one reader of XML: hardened, streaming, and giving the content and the exclusive canonical
 * bytes of an element in the same pass, so that what is verified is what is used.
 */
package dev.keyward.internal.xml;
