using System.Globalization;

namespace MealDispatch.Kitchen.Tickets;

/// <summary>A resident's name as it may lie open on a counter: 王小兰 is 王*兰, 王兰 is 王*, 欧阳娜娜 is 欧阳*娜.</summary>
internal static class ShortName
{
    // 《百家姓》 and the 2020 census's list of the compound family names that are in use.
    private static readonly HashSet<string> CompoundFamilyNames =
    [
        "欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空", "长孙", "宇文", "端木",
        "东方", "南宫", "西门", "轩辕", "百里", "呼延", "独孤", "闻人", "申屠", "淳于", "单于", "太史", "钟离", "鲜于", "澹台",
    ];

    internal static string Of(string name)
    {
        var letters = new List<string>();
        for (var next = StringInfo.GetTextElementEnumerator(name.Trim()); next.MoveNext();) letters.Add(next.GetTextElement());
        if (letters.Count == 0) return "*";

        var compound = letters.Count > 2 && CompoundFamilyNames.Contains(letters[0] + letters[1]);
        var family = compound ? letters[0] + letters[1] : letters[0];
        var given = letters.Count - (compound ? 2 : 1);
        return given > 1 ? $"{family}*{letters[^1]}" : $"{family}*";
    }
}
