/**
 * The forms of a protector: the XML of its parts, as MS-KPS 2.2.1 defines it, and the frame and the
 * text around it in files.
 */
@NullMarked
package dev.keyward.protector.form;

import org.jspecify.annotations.NullMarked;
