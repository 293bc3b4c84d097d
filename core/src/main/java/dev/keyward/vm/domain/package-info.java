/**
 * Domains of libvirt, and what a policy refuses in them. A rule names what is allowed, and refuses
 * everything else: libvirt gets new elements with each version.
 */
@NullMarked
package dev.keyward.vm.domain;

import org.jspecify.annotations.NullMarked;
