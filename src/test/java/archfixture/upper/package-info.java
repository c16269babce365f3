@org.springframework.modulith.ApplicationModule(allowedDependencies = "lower")
package archfixture.upper;
