package archfixture.upper;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class AnswersFromTheRoot {

    @GetMapping("/fixture")
    String answer() {
        return "";
    }
}
