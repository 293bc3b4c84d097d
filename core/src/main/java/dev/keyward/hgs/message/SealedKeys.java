package dev.keyward.hgs.message;

/**
 * The encrypted parts of a release; the arrays are not copied, and stay within this room.
 *
 * @param transferKey to the health certificate's key
 * @param wrappingKey by the transfer key
 * @param transportKeys by the wrapping key
 */
public record SealedKeys(byte[] transferKey, byte[] wrappingKey, byte[] transportKeys) {}
