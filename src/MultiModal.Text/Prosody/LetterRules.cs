namespace MultiModal.Text;

/// <summary>One rule: letters between a left and a right context stand for sounds.</summary>
/// <param name="Left">The letters before, read backwards from the rule's letters; see <see cref="LetterRules"/> for the signs.</param>
/// <param name="Letters">The letters.</param>
/// <param name="Right">The letters after.</param>
/// <param name="Sounds">Phonemes without stress; none for silent letters.</param>
internal sealed record LetterRule(string Left, string Letters, string Right, string[] Sounds);

/// <summary>The table of letter-to-sound rules: the first that fits wins.</summary>
/// <remarks>
/// Signs in contexts: <c>_</c> the word's edge, <c>V</c> a vowel letter, <c>C</c> a consonant letter, <c>F</c> e, i or y, <c>*</c> any number of
/// consonants, <c>%</c> an ending that keeps a silent e (e, es, ed, er, ers, ing, ely, ement, eful, eless), <c>@</c> an earlier vowel somewhere.
/// </remarks>
internal static class LetterRules
{
    private static readonly string[] SilentEEndings = ["e", "es", "ed", "er", "ers", "ing", "ings", "ely", "ement", "eful", "eless", "eness"];

    private const string Text =
        """
        _[a]_=EY
        _[are]_=AA R
        @[aire]_=EH R
        [augh]=AO
        [aigh]=EY
        [au]=AO
        [aw]=AO
        [ay]=EY
        [aise]_=EY Z
        [ai]=EY
        [ae]=IY
        [aa]=AA
        [ah]_=AA
        [ah]C=AA
        @[a]_=AH
        [alk]=AO K
        [alm]=AA M
        [al]l=AO L
        [al]d=AO L
        [alt]=AO L T
        w[ar]=AO R
        qu[ar]=AO R
        [are]_=EH R
        [ar]V=EH R
        @[ary]_=EH R IY
        @[ard]_=ER D
        [arr]V=EH R
        [ar]=AA R
        w[a]s=AA
        w[a]n=AA
        w[a]t=AO
        wh[a]t=AH
        @[able]_=AH B AH L
        @[ably]_=AH B L IY
        @[age]_=IH JH
        @[ages]_=IH JH AH Z
        @[al]_=AH L
        @[als]_=AH L Z
        @[ally]_=AH L IY
        @[ant]_=AH N T
        @[ance]_=AH N S
        @[an]_=AH N
        @[ans]_=AH N Z
        @C[ate]_=EY T
        [a]tion=EY
        [a]C%_=EY
        [a]ng=AE
        [a]st%_=EY
        [a]ble=EY
        [a]CVC_=AE
        [a]=AE
        [bb]=B
        m[b]_=
        m[bs]_=Z
        _[by]_=B AY
        [b]=B
        [ch]r=K
        [ch]l=K
        s[ch]=
        [chs]_=K S
        @[che]_=SH
        [ch]=CH
        [ck]=K
        [cc]F=K S
        [cc]=K
        [cqu]=K W
        s[c]F=
        [ciat]=S IY EY T
        [ci]V=SH
        [ce]an=SH
        [cz]=CH
        _[coo]r=K OW AO
        _[co]e=K OW EH
        _[co]ar=K OW
        [c]F=S
        [c]=K
        [dg]F=JH
        [dd]=D
        [d]=D
        _[eye]=AY
        [ea]r=IY
        [eau]=OW
        [ea]d=EH
        [ea]lth=EH
        [ea]th=EH
        [ea]su=EH
        _*[ea]_=IY
        @[ea]_=IY AH
        cr[ea]t=IY EY
        [ea]u=OW
        [ea]=IY
        [eigh]=EY
        [ei]n=AY
        [ei]_=IY
        c[ei]=IY
        [eir]=EH R
        [ei]=AY
        [eer]=IH R
        [ee]=IY
        [eue]=UW
        [eur]=ER
        [eu]=UW
        r[ew]=UW
        l[ew]=UW
        [ewe]=UW
        [ew]=Y UW
        [eys]_=IY Z
        [ey]_=IY
        [ey]C=EY
        [ey]=EY
        [eous]_=IY AH S
        [eo]_=IY OW
        [eo]n=IY AH
        [eo]=IY AA
        @t[ed]_=AH D
        @d[ed]_=AH D
        @[ed]_=D
        @[edly]_=AH D L IY
        @s[es]_=AH Z
        @c[es]_=AH Z
        @g[es]_=AH Z
        @z[es]_=AH Z
        @x[es]_=AH Z
        @ch[es]_=AH Z
        @sh[es]_=AH Z
        @C[les]_=AH L Z
        @C[le]_=AH L
        @[ely]_=L IY
        @[eless]_=L AH S
        @[eful]_=F AH L
        @[eness]_=N AH S
        @[ement]_=M AH N T
        @[esome]_=S AH M
        @[e]_=
        @[es]_=Z
        _*[e]_=IY
        _[er]r=EH
        [err]V=EH R
        [ere]_=IH R
        @[ery]_=ER IY
        @[er]_=ER
        @[ers]_=ER Z
        [er]V=ER
        [er]=ER
        @[en]_=AH N
        @[ens]_=AH N Z
        @[ent]_=AH N T
        @[ence]_=AH N S
        @[el]_=AH L
        @[els]_=AH L Z
        @[ess]_=AH S
        @[et]_=AH T
        @[est]_=AH S T
        _r[e]=IY
        _d[e]CV=IH
        _b[e]CV=IH
        _pr[e]=IY
        [e]Cia=IY
        [e]C%_=IY
        [e]w=
        [e]=EH
        [ff]=F
        [f]=F
        @[ght]=T
        [gh]_=
        V[gh]C=
        [gh]=G
        [gn]_=N
        _[gn]=N
        [gg]=G
        [gui]=G IH
        [gue]_=G
        [gu]F=G
        [ge]V=JH
        _[ge]t=G EH
        _[gi]o=JH
        _[gi]a=JH
        _[gi]=G IH
        b[er]g=ER
        [g]er_=G
        [g]ers_=G
        n[g]_=
        [g]F=JH
        [g]=G
        V[h]C=
        V[h]_=
        [h]=HH
        _[i]_=AY
        [igh]=AY
        [ign]_=AY N
        [ind]_=AY N D
        [ild]_=AY L D
        [ier]_=IY ER
        [iers]_=IY ER Z
        [iest]_=IY AH S T
        @[ied]_=IY D
        @[ies]_=IY Z
        _*[ied]_=AY D
        _*[ies]_=AY Z
        _*[ie]_=AY
        @[ie]_=IY
        [ience]=Y AH N S
        [ient]=IY AH N T
        [iet]_=AY AH T
        [ie]=IY
        [ious]=IY AH S
        s[ion]=AH N
        t[ion]=AH N
        [ious]_=IY AH S
        [io]n=IY AH
        [io]=IY OW
        [ium]=IY AH M
        [iu]=IY AH
        _*[ia]=AY AH
        [ia]=IY AH
        [ique]_=IY K
        [ir]V=IH R
        [ire]_=AY ER
        [ires]_=AY ER Z
        [ired]_=AY ER D
        [iring]_=AY R IH NG
        [ir]=ER
        @[ism]_=IH Z AH M
        @[isms]_=IH Z AH M Z
        @[ist]_=AH S T
        @[ish]_=IH SH
        @[ive]_=IH V
        @[ite]_=AY T
        @[ine]_=IY N
        @[ice]_=AH S
        @[ing]_=IH NG
        @[ings]_=IH NG Z
        @[ize]_=AY Z
        @[ized]_=AY Z D
        @[ise]_=AY Z
        @[ily]_=AH L IY
        @[ity]_=AH T IY
        @[i]_=IY
        _*[i]_=AY
        [i]fy=AH
        [ij]=AY
        [i]C%_=AY
        [i]ble=AY
        [i]=IH
        [j]=JH
        _[kn]=N
        [kk]=K
        [k]h=K
        [k]=K
        [ll]=L
        b[led]_=AH L D
        d[led]_=AH L D
        g[led]_=AH L D
        k[led]_=AH L D
        p[led]_=AH L D
        t[led]_=AH L D
        f[led]_=AH L D
        z[led]_=AH L D
        b[ling]_=AH L IH NG
        d[ling]_=AH L IH NG
        g[ling]_=AH L IH NG
        k[ling]_=AH L IH NG
        p[ling]_=AH L IH NG
        t[ling]_=AH L IH NG
        f[ling]_=AH L IH NG
        z[ling]_=AH L IH NG
        b[lings]_=AH L IH NG Z
        d[lings]_=AH L IH NG Z
        g[lings]_=AH L IH NG Z
        k[lings]_=AH L IH NG Z
        p[lings]_=AH L IH NG Z
        t[lings]_=AH L IH NG Z
        b[l]_=AH L
        d[l]_=AH L
        g[l]_=AH L
        k[l]_=AH L
        p[l]_=AH L
        t[l]_=AH L
        f[l]_=AH L
        st[led]_=AH L D
        [l]=L
        _[mc]k=M AH
        _[mc]=M AH K
        _[mac]C=M AH K
        [mm]=M
        [mn]_=M
        [m]=M
        _[ng]=AH N G
        [nn]=N
        [ng]_=NG
        [ngs]_=NG Z
        [ng]er_=NG
        [n]g=NG
        [n]k=NG
        [n]x=NG
        [n]=N
        [oar]=AO R
        [oa]=OW
        [oe]_=OW
        [oes]_=OW Z
        [oe]l=OW AH
        [oe]t=OW AH
        [oe]m=OW AH
        [oe]=OW
        [oi]=OY
        [oy]=OY
        [ook]=UH K
        [oor]=AO R
        [oo]d_=UH
        [oo]=UW
        [ought]=AO T
        [ough]_=OW
        [ough]=AH F
        [ould]=UH D
        [our]_=AW R
        [our]=AO R
        @[ous]_=AH S
        @[ously]_=AH S L IY
        [oup]=UW P
        [ou]n=AW
        [ou]=AW
        [own]_=AW N
        [ows]_=OW Z
        @[ow]_=OW
        [ow]V=AW
        [ow]=AW
        @[on]_=AH N
        @[ons]_=AH N Z
        @[om]_=AH M
        @[or]_=ER
        @[ors]_=ER Z
        @[ory]_=AO R IY
        w[or]=ER
        [ore]_=AO R
        [orr]V=AO R
        [or]=AO R
        [o]ld=OW
        [o]lt=OW
        [o]st=OW
        [o]ll=OW
        [o]_=OW
        [os]_=OW Z
        [o]C%_=OW
        [o]ther=AH
        [ov]e=AH V
        @[o]logy=AA
        @[o]graphy=AA
        [o]CV=OW
        [o]=AA
        [phth]=F TH
        [ph]=F
        [pp]=P
        _[pn]=N
        _[ps]=S
        _[pt]=T
        [p]=P
        [que]_=K
        [ques]_=K S
        [qu]=K W
        [q]=K
        [rrh]=R
        _[rh]=R
        [rr]=R
        _[re]i=R IY
        _[re]act=R IY
        _[re]adj=R IY
        _[re]arr=R IY
        _[re]app=R IY
        _[re]aff=R IY
        _[re]o=R IY
        _[re]e=R IY
        _[re]u=R IY
        [r]=R
        [sch]=SH
        [sh]=SH
        [ssi]on=SH
        V[si]on=ZH
        [si]on=SH
        [ssur]=SH ER
        [ss]=S
        V[sm]_=Z AH M
        [sth]m=S
        @[stle]_=S AH L
        V[s]_=Z
        b[s]_=Z
        d[s]_=Z
        g[s]_=Z
        l[s]_=Z
        m[s]_=Z
        n[s]_=Z
        r[s]_=Z
        v[s]_=Z
        w[s]_=Z
        V[s]V=Z
        [s]=S
        [tch]=CH
        [tion]=SH AH N
        [tions]=SH AH N Z
        [tiat]=SH IY EY T
        [tius]_=SH AH S
        [tia]=SH AH
        [tient]=SH AH N T
        [tious]=SH AH S
        [ture]_=CH ER
        [tures]_=CH ER Z
        [tu]al=CH UW
        [thm]_=DH AH M
        [th]er=DH
        [th]=TH
        [tt]=T
        [tz]=T S
        [t]=T
        [ueue]=UW
        [ue]_=UW
        [ues]_=UW Z
        g[u]V=
        [uy]=AY
        [ui]t=UW
        [ui]se=UW
        [ui]ce=UW
        j[ui]=UW
        [ui]=UW IH
        [ua]=UW AH
        [ued]_=UW D
        [ue]l=UW AH
        [ue]nt=UW AH
        [ue]t=UW AH
        [ue]=UW
        [uo]=UW OW
        [ure]_=Y ER
        [ur]V=UH R
        [ur]=ER
        @[um]_=AH M
        @[us]_=AH S
        @[ul]_=AH L
        _[uni]=Y UW N AH
        _[un]=AH N
        _[u]CV=Y UW
        r[u]C%_=UW
        l[u]C%_=UW
        j[u]C%_=UW
        [u]C%_=Y UW
        [u]CC=AH
        [u]C_=AH
        [u]_=UW
        [u]CV=UW
        [u]=AH
        [vv]=V
        [v]=V
        _[wr]=R
        _[who]=HH UW
        [wh]=W
        V[w]C=
        V[w]_=
        [w]=W
        _[x]=Z
        [x]=K S
        _C[ye]_=AY
        _C[yes]_=AY Z
        _C[yed]_=AY D
        _*[y]ing_=AY
        _C[y]V=AY
        C[y]ing_=IY
        _[y]V=Y
        @[y]_=IY
        _*[y]_=AY
        [y]C%_=AY
        V[y]V=Y
        V[y]=
        [y]V=Y
        [y]=IH
        [zz]=Z
        [z]=Z
        """;

    private static readonly Dictionary<char, LetterRule[]> Rules = Text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Parse)
        .GroupBy(rule => rule.Letters[0])
        .ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Says whether a phoneme without stress is a vowel.</summary>
    public static bool IsVowelSound(string sound) => sound[0] is 'A' or 'E' or 'I' or 'O' or 'U';

    /// <summary>Returns the first rule that fits at a letter.</summary>
    public static LetterRule Find(string word, int at)
    {
        foreach (LetterRule rule in Rules[word[at]])
        {
            if (string.CompareOrdinal(word, at, rule.Letters, 0, rule.Letters.Length) == 0
                && FitsLeft(rule.Left, rule.Left.Length - 1, word, at - 1)
                && FitsRight(rule.Right, 0, word, at + rule.Letters.Length))
            {
                return rule;
            }
        }

        throw new InvalidOperationException($"No rule reads the letter '{word[at]}'.");
    }

    private static LetterRule Parse(string line)
    {
        int open = line.IndexOf('[', StringComparison.Ordinal);
        int close = line.IndexOf(']', StringComparison.Ordinal);
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        return new LetterRule(line[..open], line[(open + 1)..close], line[(close + 1)..equals], line[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool FitsLeft(string context, int sign, string word, int at)
    {
        if (sign < 0)
        {
            return true;
        }

        switch (context[sign])
        {
            case '_':
                return at < 0;
            case '*':
                while (at >= 0 && !EnglishSpelling.IsVowel(word[at]))
                {
                    at--;
                }

                return FitsLeft(context, sign - 1, word, at);
            case '@':
                return at >= 0 && word[..(at + 1)].Any(EnglishSpelling.IsVowel);
            default:
                return at >= 0 && Fits(context[sign], word[at]) && FitsLeft(context, sign - 1, word, at - 1);
        }
    }

    private static bool FitsRight(string context, int sign, string word, int at)
    {
        if (sign == context.Length)
        {
            return true;
        }

        return context[sign] switch
        {
            '_' => at == word.Length,
            '%' => at < word.Length && Array.Exists(SilentEEndings, ending => word.Length - at == ending.Length && word.EndsWith(ending, StringComparison.Ordinal)),
            _ => at < word.Length && Fits(context[sign], word[at]) && FitsRight(context, sign + 1, word, at + 1),
        };
    }

    private static bool Fits(char sign, char letter) => sign switch
    {
        'V' => EnglishSpelling.IsVowel(letter),
        'C' => !EnglishSpelling.IsVowel(letter),
        'F' => letter is 'e' or 'i' or 'y',
        _ => sign == letter,
    };
}
