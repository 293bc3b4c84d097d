/** Shielding data: answer files and secrets for machines that are made from a template disk. */
package dev.keyward.vm.shielding;
