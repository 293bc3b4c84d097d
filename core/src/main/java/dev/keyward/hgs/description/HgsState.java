package dev.keyward.hgs.description;

/**
 * What a folder has of a service.
 *
 * @param description what the service is
 * @param number which state of it that is; number 0 where no manifest says that the files are as
 *     they were written
 */
public record HgsState(HgsDescription description, HgsNumber number) {}
