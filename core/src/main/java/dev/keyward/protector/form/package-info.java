/** The XML form of the parts of a protector, as MS-KPS 2.2.1 defines it. */
@NullMarked
package dev.keyward.protector.form;

import org.jspecify.annotations.NullMarked;
