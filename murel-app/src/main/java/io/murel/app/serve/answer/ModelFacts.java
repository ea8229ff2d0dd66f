package io.murel.app.serve.answer;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A network in numbers.
 *
 * @param name to ask for it by
 * @param network its kind: {@code murel_net} or {@code attention_net}
 * @param answers it chooses from
 * @param words it knows
 * @param parameters it has
 * @param accuracy in percent on the questions it was tested with; null where that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelFacts(
    String name, String network, int answers, int words, long parameters, Double accuracy) {}
