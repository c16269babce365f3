package org.throughline.access.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.concurrent.atomic.AtomicReference;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.multipart.MultipartFile;
import org.throughline.access.Repetitions;
import org.throughline.access.Repetitions.Answer;

/**
 * Every POST of the REST interface that carries the header Idempotency-Key has its effect once: sent again - a double click, a line that broke before the
 * answer came - it gets the first answer and does nothing. A file that is sent along is no such request.
 */
@Configuration(proxyBeanMethods = false)
class RepeatedPosts {

    static final String HEADER = "Idempotency-Key";
    private static final int ATTEMPTS = 3;

    /** The first answer, given again. */
    static final class AlreadyAnswered extends RuntimeException {

        private final transient Answer first;

        AlreadyAnswered(Answer first) {
            super("This was done before; the first answer is given again.", null, false, false);
            this.first = first;
        }

        Answer first() {
            return first;
        }
    }

    /** Thrown through the transaction that it takes back. */
    private static final class Failed extends RuntimeException {

        Failed(Throwable cause) {
            super(cause);
        }
    }

    /** Outside of every transaction of the controller's own. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor everyPostWithAKeyIsDoneOnce(ObjectProvider<Repetitions> repetitions, ObjectProvider<ObjectMapper> json) {
        MethodInterceptor once = call -> around((ProxyMethodInvocation) call, repetitions, json);
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(RestController.class, PostMapping.class), once);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    private static Object around(ProxyMethodInvocation call, ObjectProvider<Repetitions> repetitions, ObjectProvider<ObjectMapper> json) throws Throwable {
        HttpServletRequest request = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web ? web.getRequest() : null;
        Authentication by = SecurityContextHolder.getContext().getAuthentication();
        String key = request == null ? null : request.getHeader(HEADER);
        if (key == null || key.isBlank() || by == null || sendsAFile(call)) {
            return call.proceed();
        }
        String body = body(call, json.getObject());
        for (int attempt = 1; ; attempt++) {
            try {
                return once(call, body, by.getName(), key, request.getRequestURI(), repetitions.getObject(), json.getObject());
            } catch (PessimisticLockingFailureException gaveWay) {
                if (attempt == ATTEMPTS) {
                    throw gaveWay;
                }
            }
        }
    }

    private static Object once(ProxyMethodInvocation call, String body, String username, String key, String path, Repetitions repetitions, ObjectMapper json) throws Throwable {
        AtomicReference<Object[]> done = new AtomicReference<>();
        Answer answer;
        try {
            answer = repetitions.once(username, key, path, body, () -> {
                Object result = proceed(call);
                done.set(new Object[] {result});
                return new Answer(status(call.getMethod(), result), written(json, result instanceof ResponseEntity<?> entity ? entity.getBody() : result));
            });
        } catch (Failed failed) {
            throw failed.getCause();
        }
        if (done.get() == null) {
            throw new AlreadyAnswered(answer);
        }
        return done.get()[0];
    }

    private static Object proceed(ProxyMethodInvocation call) {
        try {
            return call.invocableClone().proceed();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new Failed(thrown);
        }
    }

    private static int status(Method method, Object result) {
        if (result instanceof ResponseEntity<?> entity) {
            return entity.getStatusCode().value();
        }
        ResponseStatus named = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
        return (named == null ? HttpStatus.OK : named.code()).value();
    }

    private static boolean sendsAFile(ProxyMethodInvocation call) {
        for (Class<?> type : call.getMethod().getParameterTypes()) {
            if (MultipartFile.class.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }

    private static String body(ProxyMethodInvocation call, ObjectMapper json) {
        Parameter[] parameters = call.getMethod().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isAnnotationPresent(RequestBody.class)) {
                return written(json, call.getArguments()[i]);
            }
        }
        return null;
    }

    private static String written(ObjectMapper json, Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that cannot be written", e);
        }
    }
}
