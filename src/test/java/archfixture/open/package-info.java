/** A module that does not say what it may use. */
@org.springframework.modulith.ApplicationModule
package archfixture.open;
