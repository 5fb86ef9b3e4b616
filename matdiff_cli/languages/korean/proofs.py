"""Why the rules hold."""

PROOFS = {
    "A determinant of a small matrix that is written out is the sum of its products of entries.": (
        "원소를 써 놓은 작은 행렬의 행렬식은 원소의 곱들의 합이다."
    ),
    "The change of the same expression was found before.": "같은 식의 변화를 앞에서 이미 구했다.",
    "An equation that defines a name holds at X + ΔX as well, with the changed name on its other side.": (
        "이름을 정의하는 등식은 X + ΔX에서도 성립하며, 그때 다른 변에는 변화한 이름이 있다."
    ),
    "Two equations subtracted from each other are an equation: what did not change goes away.": (
        "두 등식을 변끼리 빼도 등식이다. 변하지 않은 것은 사라진다."
    ),
    "Both sides are multiplied from the left by an inverse, which takes a factor away.": (
        "양변의 왼쪽에 역행렬을 곱하면 인수 하나가 사라진다."
    ),
    "Both sides are divided by a scalar that is not 0.": "양변을 0이 아닌 스칼라로 나눈다.",
    "A product with two increments in it shrinks with their square, faster than the linear approximation.": (
        "변화량이 두 번 곱해진 항은 그 제곱에 비례하여 선형 근사보다 빨리 작아진다."
    ),
    "Of a product multiplied out, the terms without an increment cancel, those with two or more are of second"
    " order, and those with one are left.": (
        "곱을 전개하면 변화량이 없는 항은 소거되고, 둘 이상인 항은 2차항이며, 하나인 항만 남는다."
    ),
    "A name stands for what it was defined as, its increment for the change that was found.": (
        "이름은 그 정의를, 이름의 변화량은 구해 놓은 변화를 나타낸다."
    ),
    "The Jacobian of a row is that of the same row written as a column.": (
        "행벡터의 자코비안은 그것을 열벡터로 쓴 것의 자코비안이다."
    ),
    "The gradient is the matrix (or vector) whose inner product with every increment is the linear part of the"
    " change. If two had that property, their difference would be orthogonal to all increments, and so be 0.": (
        "그라디언트는 모든 변화량과의 내적이 변화의 선형 부분이 되는 행렬(또는 벡터)이다. 그런 것이 둘이라면 그 차는"
        " 모든 변화량과 직교하므로 0이다."
    ),
    "Both sides are transposed: the increment was paired with the transpose of the gradient.": (
        "양변을 전치한다. 변화량은 그라디언트의 전치와 짝지어져 있었다."
    ),
    "The Jacobian is the one matrix that takes every increment to the linear part of the change.": (
        "자코비안은 모든 변화량을 변화의 선형 부분으로 보내는 단 하나의 행렬이다."
    ),
    "By a scalar, the derivative is what the increment is multiplied with in the linear part of the change.": (
        "스칼라에 대한 도함수는 변화의 선형 부분에서 변화량에 곱해진 것이다."
    ),
    "A linear map of matrices is a matrix once both sides are stacked column by column.": (
        "행렬의 선형사상은 양쪽을 열마다 쌓으면 행렬로 나타난다."
    ),
    "The Hessian is the Jacobian of the gradient.": "헤시안은 그라디언트의 자코비안이다.",
    "The second derivative by a scalar is the derivative of the first.": (
        "스칼라에 대한 2차 도함수는 1차 도함수의 도함수이다."
    ),
    "The Hessian by two targets is made of blocks: how the gradient by one changes with the other.": (
        "두 변수에 대한 헤시안은 블록으로 이루어진다. 블록은 한 변수에 대한 그라디언트가 다른 변수에 따라 어떻게"
        " 변하는지를 나타낸다."
    ),
    "Layouts write the same derivative in another shape: numerator layout has as many rows as the function,"
    " denominator layout as the target.": (
        "레이아웃은 같은 도함수를 다른 모양으로 쓴다. 행의 수가 분자 레이아웃에서는 함수와, 분모 레이아웃에서는"
        " 변수와 같다."
    ),
    "The order of terms and of scalars, brackets and double transposes are written in one way.": (
        "항과 스칼라의 순서, 괄호, 두 번의 전치를 한 가지 방식으로 쓴다."
    ),
    "Terms that differ in a number only are one term.": "계수만 다른 항은 한 항으로 합친다.",
    "A term and its negative add up to zero.": "어떤 항과 부호만 다른 항의 합은 0이다.",
    "The distributive law, read from right to left.": "분배법칙을 오른쪽에서 왼쪽으로 읽은 것이다.",
    "The distributive law, read from left to right.": "분배법칙을 왼쪽에서 오른쪽으로 읽은 것이다.",
    "Entry (i, j) of both sides is the sum of A_jk B_ki.": "양변의 (i, j) 원소는 A_jk B_ki의 합이다.",
    "Entry (i, j) of both sides is A_ji + B_ji.": "양변의 (i, j) 원소는 A_ji + B_ji이다.",
    "A 1×1 matrix is symmetric.": "1×1 행렬은 대칭이다.",
    "A scalar multiplies every entry, on whichever side of a product it stands.": (
        "스칼라는 곱의 어느 쪽에 있든 모든 원소에 곱해진다."
    ),
    "Both sides are the sum of the squares of all entries.": "양변은 모든 원소의 제곱의 합이다.",
    "The trace of a 1×1 matrix is its only entry.": "1×1 행렬의 대각합은 하나뿐인 원소이다.",
    "tr(A B) is the sum of A_ij B_ji, in which A and B play the same part; A and B need not be square.": (
        "tr(A B)는 A_ij B_ji의 합이고, 여기서 A와 B의 역할은 같다. A와 B는 정사각행렬이 아니어도 된다."
    ),
    "A matrix and its transpose have the same diagonal.": "행렬과 그 전치는 대각원소가 같다.",
    "The trace is a sum of entries, and entries add.": "대각합은 원소의 합이고, 원소는 원소끼리 더해진다.",
    "The trace is a sum of entries, each of which is multiplied by s.": (
        "대각합은 원소의 합이고, 각 원소에 s가 곱해진다."
    ),
    "The binomial series; or u^p = exp(p log u), changed by u^p·p·du/u.": (
        "이항급수이다. 또는 u^p = exp(p log u)의 변화가 u^p·p·du/u이기 때문이다."
    ),
    "u^p = exp(p log u), whose change is u^p (p du/u + log(u) dp).": (
        "u^p = exp(p log u)의 변화는 u^p (p du/u + log(u) dp)이다."
    ),
    "Both sides are the sum of G_ij A_ij B_ij.": "양변은 G_ij A_ij B_ij의 합이다.",
    "Off the diagonal, diag(v) is 0: both sides are the sum of G_ii v_i.": (
        "diag(v)는 대각선 밖에서 0이므로 양변은 G_ii v_i의 합이다."
    ),
    "Both sides are the sum of g_i M_ii.": "양변은 g_i M_ii의 합이다.",
    "Both sides are the sum of A_ij B_ij over i ≥ j.": "양변은 i ≥ j인 A_ij B_ij의 합이다.",
    "Both sides are the sum of A_ij B_ij over i ≤ j.": "양변은 i ≤ j인 A_ij B_ij의 합이다.",
    "The sum of all entries is 1'M 1, a scalar, which is its own trace and may be turned in it.": (
        "모든 원소의 합은 스칼라 1'M 1이고, 스칼라는 자기 자신의 대각합이므로 순환시킬 수 있다."
    ),
    "Each entry is multiplied by 1 and added.": "각 원소에 1을 곱하여 더한다.",
    "Block (i, j) of the left side is the sum of A_ik C_kj · B D.": "좌변의 (i, j) 블록은 A_ik C_kj · B D의 합이다.",
    "An inner product with a matrix that is written out is the sum over its entries.": (
        "원소를 써 놓은 행렬과의 내적은 원소마다의 합이다."
    ),
    "L_exp(X, E) is the integral of expm(s X) E expm((1 − s) X) over s from 0 to 1. Under the trace with G, the"
    " exponentials may be turned to stand around G.": (
        "L_exp(X, E)는 expm(s X) E expm((1 − s) X)를 s에 대해 0부터 1까지 적분한 것이다. G와의 대각합 안에서 지수함수를"
        " 순환시켜 G의 양쪽에 놓을 수 있다."
    ),
    "Entry i of both sides is v_i w_i.": "양변의 i번째 원소는 v_i w_i이다.",
    "Entry i of both sides is the sum of A_ij v_j B_ji.": "양변의 i번째 원소는 A_ij v_j B_ji의 합이다.",
    "Column j of A X B is the sum of B_kj A x_k with the columns x_k of X.": (
        "X의 열을 x_k라 하면 A X B의 j번째 열은 B_kj A x_k의 합이다."
    ),
    "Every entry is divided by the sum of all of them.": "모든 원소를 그 총합으로 나눈 것이다.",
    "Entries add.": "원소끼리 더해진다.",
    "M = M (A + B)^-1 (A + B), and M (A + B)^-1 B is taken from it.": (
        "M = M (A + B)^-1 (A + B)이고, 여기서 M (A + B)^-1 B를 뺀다."
    ),
    "I = (A + B) (A + B)^-1, and B (A + B)^-1 is taken from it.": (
        "I = (A + B) (A + B)^-1 에서 B (A + B)^-1 을 뺀 것이다."
    ),
    "Entry i of both sides is the sum of column i of A, or of row i.": (
        "양변의 i번째 원소는 A의 i번째 열의 합, 또는 i번째 행의 합이다."
    ),
    "The entries on the other side of the diagonal are left out at last.": ("대각선 반대편의 원소는 결국 모두 빠진다."),
    "Stacking keeps every entry as it is.": "쌓아도 원소는 그대로이다.",
    "Stacking keeps every entry as it is; a scalar may stand anywhere.": (
        "쌓아도 원소는 그대로이고, 스칼라는 어디에 놓아도 같다."
    ),
    "Column j of a b' is b_j a.": "a b'의 j번째 열은 b_j a이다.",
    "The commutation matrix is the permutation that is defined by this.": "교환행렬은 이것으로 정의되는 치환행렬이다.",
    "Entry by entry, both sides are A_ij B_ij.": "원소마다 양변은 A_ij B_ij이다.",
    "Entry (i, j) of diag(v) B is v_i B_ij, and (1 ⊗ I) v repeats v for each column j.": (
        "diag(v) B의 (i, j) 원소는 v_i B_ij이고, (1 ⊗ I) v는 열 j마다 v를 되풀이한다."
    ),
    "diag(M) = (M ⊙ I) 1: what is off the diagonal is multiplied by 0, each row is added up.": (
        "diag(M) = (M ⊙ I) 1이다. 대각선 밖에는 0이 곱해지고, 그다음 각 행을 더한다."
    ),
    "tril(M) is M ⊙ tril(1 1'): what is above the diagonal is multiplied by 0.": (
        "tril(M)은 M ⊙ tril(1 1')이다. 대각선 위에는 0이 곱해진다."
    ),
    "triu(M) is M ⊙ triu(1 1'): what is below the diagonal is multiplied by 0.": (
        "triu(M)은 M ⊙ triu(1 1')이다. 대각선 아래에는 0이 곱해진다."
    ),
    "Both sides are the sum of A_ij B_ij.": "양변은 A_ij B_ij의 합이다.",
    "Both sides hold the products A_ij B_kl; K takes the columns of B past the rows of A.": (
        "양변의 원소는 A_ij B_kl이다. K는 B의 열과 A의 행의 순서를 바꾼다."
    ),
    "The columns of a matrix that is written out are stacked as they are.": "원소를 써 놓은 행렬의 열을 그대로 쌓는다.",
    "L_exp(X, E) is the integral of expm(s X) E expm((1 − s) X) over s from 0 to 1; its vec is that of"
    " expm((1 − s) X') ⊗ expm(s X), which is the block of an exponential.": (
        "L_exp(X, E)는 expm(s X) E expm((1 − s) X)를 s에 대해 0부터 1까지 적분한 것이다. 그 벡터화는"
        " expm((1 − s) X') ⊗ expm(s X)의 적분이고, 이것은 지수함수의 블록이다."
    ),
    "Each fraction is multiplied above and below by the denominator of the other.": (
        "각 분수의 분자와 분모에 다른 분수의 분모를 곱한다."
    ),
    "What stands above and below in a fraction goes away.": "분자와 분모에 함께 있는 것은 약분된다.",
    "Exponents of one base add.": "밑이 같으면 지수끼리 더한다.",
    "Exponents add, and exp(0) = 1.": "지수끼리 더하고 exp(0) = 1이다.",
    "This is how sigmoid is defined; multiplied above and below by exp(t), it is exp(t)/(1 + exp(t)).": (
        "시그모이드의 정의이다. 분자와 분모에 exp(t)를 곱하면 exp(t)/(1 + exp(t))이다."
    ),
    "exp(-t)/(1 + exp(-t)) and 1/(1 + exp(-t)) add up to 1, and the first of them is sigmoid(-t).": (
        "exp(-t)/(1 + exp(-t))와 1/(1 + exp(-t))의 합은 1이고, 앞의 것은 sigmoid(-t)이다."
    ),
    "A (I + B A) = (I + A B) A; multiplied by the inverses from both sides.": (
        "A (I + B A) = (I + A B) A의 양쪽에 역행렬을 곱한 것이다."
    ),
    "The diagonal of P's column j is weighted by v_j w_j, and these are added; so for rows. Of two diagonal "
    "matrices entry (i, j) of the first is the sum of v_k P_ik C_kl D_ij Q_jl w_l over k and l; so for the others.": (
        "P의 j번째 열의 대각원소에 v_j w_j를 곱하여 더한다. 행도 마찬가지이다. 대각행렬이 둘이면 첫째 식의 (i, j) "
        "원소는 v_k P_ik C_kl D_ij Q_jl w_l을 k와 l에 대하여 더한 것이다. 나머지 식도 마찬가지이다."
    ),
    "This is how softmax is defined.": "소프트맥스의 정의이다.",
    "This is how tanh is defined.": "쌍곡탄젠트의 정의이다.",
    "A linear map scales volumes by its determinant; one after the other, they scale by the product.": (
        "선형사상은 부피를 행렬식배로 바꾼다. 잇달아 적용하면 그 곱만큼 바뀐다."
    ),
    "Multiplied out, the determinant has one product of diagonal entries, 1 + tr(E) and terms of second order; every"
    " other product holds two entries off the diagonal.": (
        "행렬식을 전개하면 대각원소의 곱은 1 + tr(E)와 2차항들이고, 나머지 곱에는 대각선 밖의 원소가 둘 이상 있다."
    ),
    "log has value 0 and slope 1 at 1.": "log는 1에서 값이 0이고 기울기가 1이다.",
    "Determinants multiply, so their logarithms add.": "행렬식은 곱해지므로 그 로그는 더해진다.",
    "B^-1 A^-1 A B = I.": "B^-1 A^-1 A B = I이기 때문이다.",
    "A^-1 A = I says of each of the two that it is the inverse of the other.": "A^-1 A = I는 두 행렬이"
    " 서로의 역행렬임을 뜻한다.",
    "diag(v) diag(1 ./ v) = diag(v ./ v) = I.": "diag(v) diag(1 ./ v) = diag(v ./ v) = I이기 때문이다.",
    "kron(A, B) kron(A^-1, B^-1) = kron(A A^-1, B B^-1) = kron(I, I) = I.": "kron(A, B) kron(A^-1, B^-1) ="
    " kron(A A^-1, B B^-1) = kron(I, I) = I이기 때문이다.",
    "This is what an inverse is.": "역행렬의 뜻이다.",
    "The cyclic property, and a scalar is its own trace.": (
        "대각합의 순환 성질을 쓴다. 스칼라의 대각합은 자기 자신이다."
    ),
    "Every entry of the one is multiplied with every entry of the other.": (
        "한쪽의 모든 성분이 다른 쪽의 모든 성분과 곱해진다."
    ),
    "The diagonal blocks are A_ii B.": "대각 블록은 A_ii B이다.",
    "The Kronecker product is linear in each factor.": "크로네커 곱은 각 인수에 대해 선형이다.",
    "vec of a product, read from right to left.": "곱의 벡터화를 오른쪽에서 왼쪽으로 읽은 것이다.",
    "Both sides take vec(X), X q×n, to vec(A X' B').": "X가 q×n일 때 양변은 vec(X)를 vec(A X' B')로 보낸다.",
    "b'x is a scalar and may stand behind a.": "b'x는 스칼라이므로 a의 뒤에 놓아도 된다.",
    "A sum is multiplied by -1 term by term.": "합에는 항마다 -1을 곱한다.",
    "(I ⊗ c')(vec(I) ⊗ I) is the transpose of the m×n matrix whose columns are stacked in c.": (
        "(I ⊗ c')(vec(I) ⊗ I)는 열을 쌓으면 c가 되는 m×n 행렬의 전치이다."
    ),
    "Both sides take vec(X) to vec((M .* X)').": "양변 모두 vec(X)를 vec((M .* X)')로 보낸다.",
    "Transposing twice gives the matrix back.": "두 번 전치하면 본래 행렬이 된다.",
    "Entry i of both sides is a_i b_i.": "양변의 i번째 원소는 a_i b_i이다.",
    "Entry i of both sides is A_ii B_ii.": "양변의 i번째 원소는 A_ii B_ii이다.",
    "Entry (i, i) of diag(v) is v_i.": "diag(v)의 (i, i) 원소는 v_i이다.",
    "Every entry of the diagonal is 1.": "대각원소가 모두 1이다.",
    "The entries of v are the diagonal.": "v의 성분이 대각원소이다.",
    "Every entry is 1 times 1.": "모든 원소가 1 곱하기 1이다.",
    "Entry i of both sides is v_i M_ii.": "양변의 i번째 원소는 v_i M_ii이다.",
    "Transposing leaves the diagonal as it is.": "전치해도 대각원소는 그대로이다.",
    "Off the diagonal both sides are 0, on it v_i w_i.": "양변은 대각선 밖에서 0이고 대각선에서 v_i w_i이다.",
    "Row i of M is multiplied by v_i, column j by w_j.": "M의 i번째 행에 v_i가, j번째 열에 w_j가 곱해진다.",
    "Both sides are the sum of the products of entries.": "양변은 원소끼리 곱한 것의 합이다.",
    "n ones are added.": "1을 n개 더한 것이다.",
    "Matrices that commute multiply as scalars do, so the exponential series has the derivative of exp.": (
        "교환 가능한 행렬은 스칼라처럼 곱해지므로 지수급수의 도함수는 exp의 도함수와 같다."
    ),
    "This is what symmetric means.": "대칭의 뜻이다.",
    "This is what skew means.": "반대칭의 뜻이다.",
    "This is what orthogonal means.": "직교의 뜻이다.",
    "This is what the absolute value is.": "절댓값의 뜻이다.",
    "tr(G'S) = tr(G S) for a symmetric S; the mean of the two is the inner product with a symmetric matrix.": (
        "대칭인 S에 대해 tr(G'S) = tr(G S)이다. 둘의 평균은 대칭행렬과의 내적이다."
    ),
    "tr(G'K) = −tr(G K) for a skew K; half their difference is the inner product with a skew matrix.": (
        "반대칭인 K에 대해 tr(G'K) = −tr(G K)이다. 그 차의 절반은 반대칭행렬과의 내적이다."
    ),
    "Off the diagonal D is 0, and so nothing of G counts there.": "D는 대각선 밖에서 0이므로 G의 그 부분은 상관없다.",
    "Above the diagonal L is 0, and so nothing of G counts there.": "L은 대각선 위에서 0이므로 G의 그 부분은 상관없다.",
    "Below the diagonal U is 0, and so nothing of G counts there.": (
        "U는 대각선 아래에서 0이므로 G의 그 부분은 상관없다."
    ),
    "The equation that defines it is perturbed, and solved for its change.": (
        "정의하는 등식을 섭동하여 그 변화에 대해 푼다."
    ),
    "The difference of the two values is taken to first order.": "두 값의 차를 1차까지 취한다.",
    "The four equations that define it are perturbed; at constant rank they have this one solution.": (
        "정의하는 네 등식을 섭동한다. 랭크가 변하지 않으면 해는 이것뿐이다."
    ),
    "The powers of the block matrix [X, E; 0, X] have the changes of the powers of X as upper right blocks.": (
        "블록행렬 [X, E; 0, X]의 거듭제곱은 오른쪽 위 블록이 X의 거듭제곱의 변화이다."
    ),
    "This is its definition: {description}.": "정의이다: {description}.",
    "The first two terms of the Taylor series.": "테일러 급수의 처음 두 항이다.",
    "The derivative of abs at 0 is taken as 0.": "0에서 abs의 미분계수는 0으로 둔다.",
    "Sign is constant away from 0, where its derivative is taken as 0.": (
        "sign은 0이 아닌 곳에서 상수이고, 0에서의 미분계수는 0으로 둔다."
    ),
    "The derivative of relu at 0 is taken as 1/2.": "0에서 relu의 미분계수는 1/2로 둔다.",
    "This holds for t > 0, for t = 0 and for t < 0.": "t > 0, t = 0, t < 0일 때 모두 성립한다.",
}
