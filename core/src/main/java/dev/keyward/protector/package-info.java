/**
 * Key protectors (MS-KPS): the strict reader, verification, opening, authoring, and the lenient
 * listing, which cannot be opened.
 *
 * <p>Data flows one way. Bytes come in an encoding ({@code ProtectorEncoding}), are parsed to a
 * {@link dev.keyward.protector.KeyProtector}, verified to a {@link
 * dev.keyward.protector.VerifiedKeyProtector}, and only a verified protector can be opened to a
 * {@link dev.keyward.protector.TransportKey} or edited.
 */
@NullMarked
package dev.keyward.protector;

import org.jspecify.annotations.NullMarked;
