package org.throughline.access.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.throughline.access.Invalid.Fault;

/** Answers every fault of the REST interface as a problem detail; pages get the error page. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> any(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDetail problem = Problems.of(thrown).orElseGet(() -> unforeseen(thrown));
        if (!ApiPaths.isApi(request.getRequestURI())) {
            response.sendError(problem.getStatus());
            return null;
        }
        return answer(problem, new HttpHeaders());
    }

    @ExceptionHandler(RepeatedPosts.AlreadyAnswered.class)
    ResponseEntity<Object> again(RepeatedPosts.AlreadyAnswered repeated) {
        String body = repeated.first().body();
        HttpHeaders out = new HttpHeaders();
        if (body != null) {
            out.setContentType(MediaType.APPLICATION_JSON);
        }
        return new ResponseEntity<>(body == null ? null : body.getBytes(StandardCharsets.UTF_8), out, repeated.first().status());
    }

    /** The log gets the kind and the place, never the message: it may hold words about people. */
    private static ProblemDetail unforeseen(Exception thrown) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Unforeseen {}: {} at {}", number, causes(thrown), place(thrown));
        return Problems.unforeseen(number);
    }

    private static String causes(Throwable thrown) {
        List<String> kinds = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && kinds.size() < 8; cause = cause.getCause()) {
            kinds.add(cause.getClass().getName());
        }
        return String.join(" < ", kinds);
    }

    private static String place(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 8; depth++) {
            root = root.getCause();
        }
        return java.util.Arrays.stream(root.getStackTrace()).limit(12).map(StackTraceElement::toString).collect(Collectors.joining(" | "));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badRequest(e.getBindingResult().getAllErrors().stream()
                .map(error -> new Fault(error instanceof FieldError field ? field.getField() : error.getObjectName(), error.getDefaultMessage())).toList(), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badRequest(e.getParameterValidationResults().stream().flatMap(result -> result.getResolvableErrors().stream()
                .map(error -> new Fault(result.getMethodParameter().getParameterName(), error.getDefaultMessage()))).toList(), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream().map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return badRequest(List.of(new Fault(field, "This value cannot be read here. Check how it is written.")), headers);
        }
        return answer(Problems.problem(HttpStatus.BAD_REQUEST, "unreadable", "This cannot be read", "What was sent is not readable JSON. Check it and send it again."), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return badRequest(List.of(new Fault(e.getParameterName(), "This is missing.")), headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : e.getPropertyName();
        return badRequest(List.of(new Fault(field, "This value cannot be read here. Check how it is written.")), headers);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        if (!ApiPaths.isApi(path)) {
            return pageError(status, (ServletWebRequest) request);
        }
        boolean file = e instanceof HttpMediaTypeNotSupportedException wrong && wrong.getSupportedMediaTypes().contains(MediaType.MULTIPART_FORM_DATA);
        return answer(ApiPaths.byStatus(status, file), headers);
    }

    private static ResponseEntity<Object> pageError(HttpStatusCode status, ServletWebRequest request) {
        try {
            request.getResponse().sendError(status.value());
            return null;
        } catch (IOException gone) {
            return null;
        }
    }

    private static ResponseEntity<Object> badRequest(List<Fault> faults, HttpHeaders headers) {
        String detail = faults.size() == 1 ? faults.get(0).reason() : faults.size() + " things need to be put right.";
        return answer(Problems.faults(HttpStatus.BAD_REQUEST, detail, faults), headers);
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        HttpHeaders out = new HttpHeaders();
        out.putAll(headers);
        out.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        out.setCacheControl("no-store");
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            out.set(HttpHeaders.RETRY_AFTER, "60");
        }
        if (problem.getProperties() != null && problem.getProperties().get("retryAfterSeconds") instanceof Number seconds) {
            out.set(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return new ResponseEntity<>(problem, out, problem.getStatus());
    }
}
