package dev.keyward.guardian.trust;

/**
 * How a guardian may be added to a store.
 *
 * @param replace whether one of that name may be there; its private keys are never destroyed
 * @param alias whether its signing key may be there under another name
 */
public record Placement(boolean replace, boolean alias) {

  /** Under a name and with a key that are both new. */
  public static final Placement NEW = new Placement(false, false);

  /** Where one of that name may be there. */
  public static final Placement REPLACE = new Placement(true, false);
}
