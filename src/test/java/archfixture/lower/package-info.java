@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package archfixture.lower;
