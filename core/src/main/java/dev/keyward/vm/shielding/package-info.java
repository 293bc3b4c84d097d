/** Shielding data: answer files and secrets for machines that are made from a template disk. */
@NullMarked
package dev.keyward.vm.shielding;

import org.jspecify.annotations.NullMarked;
