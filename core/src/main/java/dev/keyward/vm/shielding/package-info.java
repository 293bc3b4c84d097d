/** Shielding data: answer files and secrets for machines made of a template disk. */
package dev.keyward.vm.shielding;
