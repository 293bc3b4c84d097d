/** The characters of a document before they are XML: encodings, declarations and white space. */
@NullMarked
package dev.keyward.internal.xml.text;

import org.jspecify.annotations.NullMarked;
