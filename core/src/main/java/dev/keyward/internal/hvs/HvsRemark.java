package dev.keyward.internal.hvs;

/** What is wrong with a container that can be read all the same. */
public enum HvsRemark {
  /** One of the two headers has a wrong signature or checksum; the other one counts. */
  HEADER_COPY_DAMAGED,
  /** The replay log has a fault, so none of its changes was applied. */
  UNSAVED_CHANGES
}
