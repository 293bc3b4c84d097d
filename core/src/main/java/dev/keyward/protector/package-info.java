/**
 * Key protectors (MS-KPS): the strict reader, verification, opening, authoring, and the lenient
 * listing that nothing can open.
 *
 * <p>Data flows one way. Bytes come in an encoding ({@code ProtectorEncoding}), are parsed to a
 * {@link dev.keyward.protector.KeyProtector}, verified to a {@link
 * dev.keyward.protector.VerifiedKeyProtector}, and only that opens to a {@link
 * dev.keyward.protector.TransportKey} or can be granted further.
 */
package dev.keyward.protector;
