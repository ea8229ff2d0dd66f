package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  /** Expected words are those of NLTK 3.10's NLTKWordTokenizer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "What's that? ; what 's that ?",
        "Isn't it 3:30, or 4,000? ; is n't it 3:30 , or 4,000 ?",
        "Is \"stop\" there? ; is `` stop '' there ?",
        "Does it cost $5.50 (or #6)? ; does it cost $ 5.50 ( or # 6 ) ?",
        "I cannot, gonna wanna go. Where? ; i can not , gon na wan na go. where ?",
        "'tis a dog's bone and dogs' food ; ' tis a dog 's bone and dogs ' food",
        "is it 10%...or more--less? ; is it 10 % ... or more -- less ?",
        "E.G., this u.s. flag. ; e.g. , this u.s. flag .",
        "rock 'n' roll ; rock 'n ' roll",
        "What is 'this'? ; what is ' this ' ?",
        "the '90s don't we'll they're ; the ' 90s do n't we 'll they 're",
        "a, b,c 1,000 3: 4:x ; a , b , c 1,000 3 : 4 : x",
        "end.) \"x.\" ; end. ) `` x . ''",
        "“curly” ‘q’ it’s «a» `t` ; “ curly ” ‘ q ’ it ’ s « a » ` t `",
        "more'n d'ye gimme lemme gotta ; more 'n d 'ye gim me lem me got ta",
        "foo@bar.com ; foo @ bar.com",
        "what time?(now) ; what time ? ( now )",
        "a.b. c... ; a.b. c ...",
        "what?! ; what ? !",
        "y'all'd've ; y'all'd 've",
        "DON'T CAN'T ; do n't ca n't",
        "What Colour IS IT? ; what colour is it ?",
        "''stop'' +wanna cannot... wanna/ ; '' stop '' + wan na can not ... wanna/",
        "'em ain't ; ' em ai n't",
        "e.g. this. ; e.g. this .",
        "x, ; x ,",
        "o'clock 's ; o'clock 's",
        "say ''x'' ok ; say `` x '' ok",
        "the person's' hat ; the person 's ' hat",
        "Is the sign (\"stop\") red? ; is the sign ( `` stop '' ) red ?"
      })
  void treebankWordsAreThoseOfNltk(String question, String words) {
    assertThat(Tokenizer.named("nltk").tokens(question)).containsExactly(words.split(" "));
  }

  @Test
  void anUnknownTokenizerFailsWithTheNearestName() {
    assertThatThrownBy(() -> Tokenizer.named("ntlk"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.nlp: found 'ntlk', expected one of mcb, nltk, default."
                + " Did you mean 'nltk'?");
  }
}
