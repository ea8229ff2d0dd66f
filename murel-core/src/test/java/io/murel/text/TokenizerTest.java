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
        "What's that? ; What 's that ?",
        "Isn't it 3:30, or 4,000? ; Is n't it 3:30 , or 4,000 ?",
        "Is \"stop\" there? ; Is `` stop '' there ?",
        "Does it cost $5.50 (or #6)? ; Does it cost $ 5.50 ( or # 6 ) ?",
        "I cannot, gonna wanna go. Where? ; I can not , gon na wan na go. Where ?",
        "'tis a dog's bone and dogs' food ; ' tis a dog 's bone and dogs ' food",
        "is it 10%...or more--less? ; is it 10 % ... or more -- less ?",
        "E.G., this u.s. flag. ; E.G. , this u.s. flag .",
        "rock 'n' roll ; rock 'n ' roll",
        "What is 'this'? ; What is ' this ' ?",
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
        "DON'T CAN'T ; DO N'T CA N'T",
        "'em ain't ; ' em ai n't",
        "e.g. this. ; e.g. this .",
        "x, ; x ,",
        "o'clock 's ; o'clock 's",
        "say ''x'' ok ; say `` x '' ok",
        "the person's' hat ; the person 's ' hat",
        "Is the sign (\"stop\") red? ; Is the sign ( `` stop '' ) red ?"
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
