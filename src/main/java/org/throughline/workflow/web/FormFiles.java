package org.throughline.workflow.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the task forms as static files, in Tasklist and as full pages alike; asked again each time, so that no old form lives on. */
@Configuration(proxyBeanMethods = false)
class FormFiles implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/forms/**").addResourceLocations("classpath:/forms/").setCacheControl(CacheControl.noCache());
    }
}
