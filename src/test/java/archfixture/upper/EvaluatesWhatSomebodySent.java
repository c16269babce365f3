package archfixture.upper;

import org.springframework.expression.spel.standard.SpelExpressionParser;

class EvaluatesWhatSomebodySent {

    Object of(String sent) {
        return new SpelExpressionParser().parseExpression(sent).getValue();
    }
}
