package dev.keyward.cli.view;

import dev.keyward.cli.console.Answer;
import java.util.List;

/**
 * What {@code protector hand-over} answers.
 *
 * @param guardians who was granted
 * @param kept the wrappings of the old protector whose guardians keep their access
 * @param dropped those whose guardians lost it
 */
@Answer.To("protector-hand-over")
public record HandedOver(
    String file,
    String out,
    String owner,
    List<String> guardians,
    List<Long> kept,
    List<Long> dropped)
    implements Answer {}
