/** Every way of breaking the architecture, once: a rule that does not find its own here is no rule. */
package archfixture;
