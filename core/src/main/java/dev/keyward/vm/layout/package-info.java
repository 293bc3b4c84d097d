/** The layout of sealed files as bytes: blocks, the signed header, encrypted parts, the seal. */
package dev.keyward.vm.layout;
