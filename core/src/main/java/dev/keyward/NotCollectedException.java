package dev.keyward;

/**
 * An export has an empty place for the protector of a virtual machine, so nobody knows whether
 * there is a protector. PowerShell silently leaves the place empty if reading failed.
 */
public final class NotCollectedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NotCollectedException(Fault fault) {
    super(fault);
  }

  private NotCollectedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NotCollectedException within(String outer) {
    return new NotCollectedException(fault().within(outer), this);
  }
}
