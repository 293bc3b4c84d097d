/** The one kind of document that needs a tree: metadata with its XML signature. */
@NullMarked
package dev.keyward.internal.xml.dom;

import org.jspecify.annotations.NullMarked;
