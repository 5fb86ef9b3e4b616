"""The functions in MATLAB that code for it may need."""

from __future__ import annotations

HELPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sigmoid": (
        """function s = sigmoid(t)
    % 1/(1 + exp(-t)) without overflow.
    e = exp(-abs(t));
    s = max(e, double(t >= 0)) ./ (1 + e);
end""",
        (),
    ),
    "softplus": (
        """function s = softplus(t)
    % log(1 + exp(t)) without overflow.
    s = max(t, 0) + log1p(exp(-abs(t)));
end""",
        (),
    ),
    "log_erfc": (
        """function s = log_erfc(t)
    % log(1 - erf(t)), also where erf(t) is close to 1.
    s = log1p(-erf(min(t, 2)));
    k = t > 2;
    s(k) = log(erfcx(t(k))) - t(k).^2;
end""",
        (),
    ),
    "exprel": (
        """function s = exprel(t)
    % (exp(t) - 1)/t, which is 1 at 0.
    s = max(min(t, 1e150), -1e150);
    s = expm1(s) ./ s;
    s(t == 0) = 1;
end""",
        (),
    ),
    "log_softplus": (
        """function s = log_softplus(t)
    % log(log(1 + exp(t))), which is t where exp(t) is small.
    s = t;
    s(t > -37) = log(softplus(t(t > -37)));
end""",
        ("softplus",),
    ),
    "log_inverse_cloglog": (
        """function s = log_inverse_cloglog(t)
    % log(1 - exp(-exp(t))), which is t where exp(t) is small.
    s = log1p(-exp(-exp(t)));
    s(t < 0) = log(-expm1(-exp(t(t < 0))));
    s(t < -37) = t(t < -37);
end""",
        (),
    ),
    "log_tanh": (
        """function s = log_tanh(t)
    % log(tanh(t)), also where tanh(t) is close to 1.
    s = log(tanh(t));
    e = exp(-2 * t(t > 1));
    s(t > 1) = log1p(-2 * e ./ (1 + e));
end""",
        (),
    ),
    "graded_qr": (
        """function both = graded_qr(M)
    % {Q, R, p} with M(:, p) = Q*R: large rows and columns come first, so that small ones keep their digits.
    [~, order] = sort(-max(abs(M), [], 2));
    [Q, R, p] = qr(M(order, :), 0);
    Q(order, :) = Q;
    both = {Q, R, p};
end""",
        (),
    ),
    "restored": (
        """function B = restored(B, p)
    % The rows of B in the order that they had before they were ordered by p.
    B(p, :) = B;
end""",
        (),
    ),
    "largest": (
        """function s = largest(x)
    % The size of the largest entry, 1 for zeros only: a scale to divide by.
    s = max(abs(x(:)));
    s = s + (s == 0);
end""",
        (),
    ),
    "leading": (
        """function s = leading(p, x)
    % The size of the entry whose power p is the largest, 1 for 0: a scale to divide by.
    if p > 0
        s = max(abs(x(:)));
    else
        s = min(abs(x(:)));
    end
    s = s + (s == 0);
end""",
        (),
    ),
    "softmax_of": (
        """function s = softmax_of(x)
    % exp(x)/sum(exp(x)) without overflow.
    e = exp(x - max(x));
    s = e / sum(e);
end""",
        (),
    ),
    "logsumexp": (
        """function s = logsumexp(x)
    % log(sum(exp(x))) without overflow.
    s = max(x) + log(sum(exp(x - max(x))));
end""",
        (),
    ),
    "add_diagonal": (
        """function A = add_diagonal(A, v)
    % A + diag(v), or A + v*I of a number v.
    k = 1:size(A, 1)+1:numel(A);
    A(k) = A(k) + reshape(v, 1, []);
end""",
        (),
    ),
    "thin_qr": (
        """function both = thin_qr(A)
    % {Q, R} of A = Q*R, with orthonormal columns in Q and an upper triangular R.
    [Q, R] = qr(A, 0);
    both = {Q, R};
end""",
        (),
    ),
    "log_abs_det": (
        """function s = log_abs_det(A)
    % log|det(A)| without overflow.
    [~, U, ~] = lu(A);
    s = sum(log(abs(diag(U))));
end""",
        (),
    ),
    "slogdet": (
        """function s = slogdet(A)
    % The sign of det(A) and log|det(A)|, without overflow.
    [~, U, P] = lu(A);
    d = diag(U);
    s = [det(P) * prod(sign(d)); sum(log(abs(d)))];
end""",
        (),
    ),
    "kron_times": (
        """function K = kron_times(M, A, B)
    % kron(A, B)*M, with [] for an identity.
    columns = size(M, 2);
    if ~isempty(B)
        M = B * reshape(M, size(B, 2), []);
    end
    if isempty(A)
        K = reshape(M, [], columns);
    else
        rows = numel(M) / (size(A, 2) * columns);
        M = permute(reshape(M, rows, size(A, 2), columns), [2, 1, 3]);
        M = reshape(A * reshape(M, size(A, 2), []), size(A, 1), rows, columns);
        K = reshape(permute(M, [2, 1, 3]), [], columns);
    end
end""",
        (),
    ),
    "frechet_expm": (
        """function D = frechet_expm(A, E)
    % The derivative of expm at A in the direction E: a block of expm([A, E; 0, A]).
    n = size(A, 1);
    D = expm([A, E; zeros(n), A]);
    D = D(1:n, n+1:end);
end""",
        (),
    ),
}
