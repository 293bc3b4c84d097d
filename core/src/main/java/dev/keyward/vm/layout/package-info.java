/** The layout of sealed files as bytes: blocks, the signed header, encrypted parts, the seal. */
@NullMarked
package dev.keyward.vm.layout;

import org.jspecify.annotations.NullMarked;
